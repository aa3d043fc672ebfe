"""How old one has to be to read an English text with ease: Flesch and Kincaid's grade, and the five years before it.

J. P. Kincaid et al., Derivation of New Readability Formulas, 1975: the American school grade is 0.39 × words a sentence
+ 11.8 × syllables a word − 15.59, and children begin the first grade with six.
"""

import re

_VOWELS = re.compile("[aeiouy]+")


def syllables(word: str) -> int:
    """About how many syllables an English word has: groups of vowels, without an `e` that is not heard."""
    word = re.sub("[^a-z]", "", word.lower())
    if not word:
        return 1  # a number, a sign
    count = len(_VOWELS.findall(word))
    if re.search("[^aeiouylr]e$|[^aeiouy]es$|[^aeiouytd]ed$|[aeiouy][lr]e$", word) and not re.search(
        "(s|x|z|ch|sh|c|g)es$", word
    ):
        count -= 1
    return max(1, count)


def sentences(text: str) -> list[list[str]]:
    """The words of each sentence; a line that ends without a stop is one too."""
    found = [re.findall(r"[\w’'-]+", part) for part in re.split(r"[.!?:]+(?=[\s”’)]|$)|\n\s*\n", text)]
    return [words for words in found if words]


def reading_age(text: str) -> float:
    """The age in years."""
    parts = sentences(text)
    words = [word for part in parts for word in part]
    grade = 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return grade + 5
