"""The reading of finished papers: their words, what they ask for, and the ink that shows them."""
