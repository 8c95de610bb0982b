"""The way down: occupancy, rules, pacing, limits and timing of a whole taper."""
