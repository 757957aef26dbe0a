"""What joins everything: today, the demonstration, the front door."""
