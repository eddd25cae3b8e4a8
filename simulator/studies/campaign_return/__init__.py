"""Campaign return: what campaigns bring, beside a market without them, and when they are paid back."""
