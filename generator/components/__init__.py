"""Where does everything on a component lie?

In comes what a deck says of a board and the like; out goes the same with every part at its place, or what keeps it
from having one. Pure geometry: nothing is drawn, scaled or left out to make it fit.
"""
