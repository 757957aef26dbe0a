"""How people sign in: from the school, never by themselves."""
