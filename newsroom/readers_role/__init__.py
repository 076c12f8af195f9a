"""What the magazine's own database role may see: `visible` says it, `grants` makes PostgreSQL hold to it."""
