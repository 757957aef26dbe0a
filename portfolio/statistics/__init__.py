"""What the portfolio calculates, one module per subject; each figure is a result, or a sentence why there is none."""
