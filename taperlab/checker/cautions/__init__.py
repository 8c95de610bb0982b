"""What a preparation must warn of, derived again from its operations and the catalogue."""
