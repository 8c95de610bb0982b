"""Widgets that the pages are put together from, and what is painted in them."""
