"""What people are promised about their own data: who looked, what is held, getting it, correcting it, its end."""
