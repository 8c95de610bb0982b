from __future__ import annotations

import pytest

from taperlab.shipped import MissingResourceError, names, read_bytes, read_text


def test_a_shipped_file_is_read_as_bytes_and_as_text() -> None:
    assert read_bytes("icons/taperlab.svg").startswith(b"<?xml")
    assert read_text("icons/taperlab.svg") == read_bytes("icons/taperlab.svg").decode()


def test_names_lists_a_folder_sorted_and_by_suffix() -> None:
    listed = names("icons", ".png")
    assert "icons/taperlab-48.png" in listed
    assert list(listed) == sorted(listed)
    assert "icons/taperlab.svg" not in listed
    assert "icons/taperlab.svg" in names("icons")


def test_every_listed_name_can_be_read() -> None:
    assert all(read_bytes(name) for name in names("icons"))


@pytest.mark.parametrize("name", ["icons/none.svg", "none/taperlab.svg", "icons"])
def test_a_missing_file_is_named_in_the_error(name: str) -> None:
    with pytest.raises(MissingResourceError, match=name) as caught:
        read_bytes(name)
    assert caught.value.name == name


@pytest.mark.parametrize("folder", ["none", "icons/taperlab.svg"])
def test_a_missing_folder_is_named_in_the_error(folder: str) -> None:
    with pytest.raises(MissingResourceError, match=folder):
        names(folder)


@pytest.mark.parametrize("name", ["/etc/hostname", "../setup.py", "icons/../../setup.py", "a\\b"])
def test_nothing_outside_the_resources_can_be_named(name: str) -> None:
    with pytest.raises(ValueError, match="not a name within"):
        read_bytes(name)
    with pytest.raises(ValueError, match="not a name within"):
        names(name)


@pytest.mark.parametrize("room", ["icons", "wording/en"])
def test_each_kind_of_resource_is_there(room: str) -> None:
    assert names(room)
