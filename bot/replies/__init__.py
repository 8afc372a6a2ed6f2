"""Records made into the values of reply keys: what the assistant's actions and a colleague's phrases both say."""
