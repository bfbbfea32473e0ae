"""What people say of themselves: their own answers, and totals of them."""
