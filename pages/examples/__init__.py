"""Example contexts of every component and page: tests render them all, and the desk's gallery shows them."""
