"""Support's way in: none, unless the school lets somebody in for an hour, to read the office's pages."""
