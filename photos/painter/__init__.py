"""What decodes and draws pictures: a process of its own, bounded in memory and time, that knows no Django.

Nothing else of the product opens a picture: a bomb, or a decoder that crashes, ends this process and no other.
"""
