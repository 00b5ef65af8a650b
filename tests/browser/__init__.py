"""The built site in a real browser: what a reader meets, with and without eyes, hands, colours and script."""
