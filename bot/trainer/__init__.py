"""The trainer's bench: what the model is made from, when it must be made anew, and its card."""
