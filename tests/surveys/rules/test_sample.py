from surveys.rules.sample import EVERYBODY, Sample

PEOPLE = range(10_000)


def drawn(percent, seed):
    return {person for person in PEOPLE if Sample(percent, seed).has(person)}


def test_share_and_seed():
    assert 900 < len(drawn(10, 1)) < 1100
    assert drawn(10, 1) == drawn(10, 1) != drawn(10, 2)
    assert drawn(10, 1) < drawn(20, 1)
    assert all(EVERYBODY.has(person) for person in PEOPLE)
