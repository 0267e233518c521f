import datasketch
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner_near_duplicates.minhash import MISS, Bands, band_keys, bands, coefficients, signature

hash_sets = st.sets(st.integers(0, 2**48 - 1), min_size=1, max_size=1200)


@pytest.mark.parametrize("permutations", [16, 100, 128, 1024])
def test_coefficients_are_those_of_datasketch(permutations):
    theirs = datasketch.MinHash(permutations, seed=1, scheme="affine32").permutations
    assert np.array_equal(coefficients(permutations), theirs)


@given(hash_sets, st.sampled_from([16, 128]))
def test_signature_is_that_of_datasketch(hashes, permutations):
    theirs = datasketch.MinHash(permutations, scheme="affine32", hashfunc=lambda value: value)
    theirs.update_batch([value & 0xFFFFFFFF for value in hashes])
    ours = signature(np.array(sorted(hashes), np.uint64), permutations)
    assert np.array_equal(ours, theirs.digest())


@given(st.floats(0.6, 1), st.integers(128, 1024))
def test_bands_seldom_miss_a_pair_at_the_threshold(threshold, permutations):
    cut = bands(threshold, permutations)
    assert cut.number * cut.rows <= permutations
    assert cut.miss(threshold) < MISS


@given(st.floats(0.6, 1), st.integers(128, 1024))
def test_more_rows_or_fewer_bands_would_miss_more(threshold, permutations):
    cut = bands(threshold, permutations)
    more_rows = Bands(permutations // (cut.rows + 1), cut.rows + 1)
    assert cut.rows == permutations or more_rows.number == 0 or more_rows.miss(threshold) >= MISS
    assert cut.number == 1 or Bands(cut.number - 1, cut.rows).miss(threshold) >= MISS


def test_equal_bands_have_equal_keys_and_others_do_not():
    signatures = np.arange(24, dtype=np.uint32).reshape(2, 12)
    signatures[1, :4] = signatures[0, :4]
    keys = band_keys(signatures, Bands(3, 4))
    assert (keys[0] == keys[1]).tolist() == [True, False, False]
