"""What is printed: neutral content first, then paper or HTML, proven before it leaves."""
