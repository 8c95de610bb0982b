"""The Qt application: one window, the Dose page. The one importer of PySide6."""
