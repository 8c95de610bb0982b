"""How the window looks: palettes, type, the style sheet, the small drawings of controls."""
