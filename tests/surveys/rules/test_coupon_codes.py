from surveys.rules.coupon_codes import LONGEST, Problem, is_low, read_codes


def test_one_a_line_or_the_first_column():
    read = read_codes('\ufeffcode;until\nAB-1;2027\n\n"AB-2";2027\r\nAB_3\t7\n')
    assert (read.codes, read.bad) == (["AB-1", "AB-2", "AB_3"], [])


def test_each_bad_line_is_named():
    text = "\n".join(["GOOD", "two words", "GOOD", "good", "OLD", "x" * (LONGEST + 1), "=1+1", "ñandú"])
    read = read_codes(text, known=["old"])
    assert read.codes == ["GOOD"]
    assert [(line.number, line.problem) for line in read.bad] == [
        (2, Problem.BAD_LETTERS),
        (3, Problem.TWICE),
        (4, Problem.TWICE),
        (5, Problem.KNOWN),
        (6, Problem.TOO_LONG),
        (7, Problem.BAD_LETTERS),
        (8, Problem.BAD_LETTERS),
    ]


def test_a_tenth_is_few():
    assert [is_low(left=left, size=100) for left in (11, 10, 0)] == [False, True, True]
