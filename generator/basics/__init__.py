"""The ground: units, geometry, colour and problems. Knows nothing of games, decks or paper."""
