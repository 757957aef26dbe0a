"""What the school wants of learning: narrative, behaviours, focus, promises, pulse."""
