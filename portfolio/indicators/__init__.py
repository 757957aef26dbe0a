"""The defined figures, one module per question; ``definitions`` says in words what each one is."""
