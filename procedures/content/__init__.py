"""Words that come with the product: what residents call procedures, and where else to go.

No figure of the law stands here; fees and times come from the national text.
"""
