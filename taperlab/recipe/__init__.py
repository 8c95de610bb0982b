"""What is done with one's hands, carried out by one simulator with many kinds of number."""
