from services.ids import new_id


def test_it_is_a_uuid_of_version_7_and_the_rfc_variant():
    one = new_id()

    assert one.version == 7
    assert one.variant == "specified in RFC 4122"


def test_later_ones_sort_behind_earlier_ones_by_their_millisecond():
    ids = [new_id() for _ in range(1000)]

    assert [one.int >> 80 for one in ids] == sorted(one.int >> 80 for one in ids)
    assert len(set(ids)) == 1000
