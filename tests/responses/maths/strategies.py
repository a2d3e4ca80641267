"""Counts as hypothesis draws them."""

from hypothesis import strategies as st

from responses.maths.score import Counts

counts = st.builds(Counts, *[st.integers(0, 400)] * 3)
answers = counts.filter(lambda drawn: drawn.n > 0)
fractions = st.builds(Counts, *[st.floats(0, 300)] * 3).filter(lambda drawn: drawn.n > 1e-3)
confidences = st.floats(0.5, 0.9999)
names = st.sampled_from(["norte", "sur", "este", "oeste", "centro"])
groups = st.dictionaries(names, answers, min_size=2)
histograms = st.lists(st.integers(0, 9), min_size=11, max_size=11)
days = st.lists(histograms, min_size=1, max_size=60)
