"""A believable magazine for trying the house out: written fresh, deterministic, refused outside the demo."""
