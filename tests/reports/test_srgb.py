"""The colour profile, read by Pillow's colour engine."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

from gigadesk.reports.srgb import srgb_profile


def test_the_profile_is_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
    assert "sRGB" in ImageCms.getProfileDescription(profile)
    image = Image.frombytes("RGB", (256, 1), bytes(n * k % 256 for n in range(256) for k in (1, 7, 13)))
    converted = ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"))
    assert converted is not None
    assert max(abs(a - b) for a, b in zip(image.tobytes(), converted.tobytes(), strict=True)) <= 1


def test_the_profile_is_of_version_2_and_as_long_as_it_says() -> None:
    profile = srgb_profile()
    assert int.from_bytes(profile[:4], "big") == len(profile)
    assert profile[8] == 2
