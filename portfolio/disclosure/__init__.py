"""Which numbers may leave the portfolio: minimum sizes, complementary suppression, the linear check, rounding."""
