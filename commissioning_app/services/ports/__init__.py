"""What services need from outside, as small protocols."""
