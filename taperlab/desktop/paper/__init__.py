"""The papers as they will be printed, on screen, to a printer or to a file."""
