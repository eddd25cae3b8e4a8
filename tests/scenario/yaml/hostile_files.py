"""Monsters: files made to break a reader, each with a word of the answer it is to get."""

import json

from tests.worlds.small import small_world

K = 1024
HALF = 120 * K


def laughs() -> str:
    """Nine lists of nine references each to the list before: a thousand million values."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


def staircase() -> str:
    """Each value one level deeper than the one before, by reference."""
    return "a0: &a0 {x: 1}\n" + "\n".join(f"a{n}: &a{n} {{x: *a{n - 1}}}" for n in range(1, 200))


def crowd_of(part: str, key: str) -> str:
    """Return a small world with thousands of parts of one kind, all wrong."""
    many = small_world()
    one = many[key][part] if isinstance(many[key], dict) else many[key][0]
    many[key] = {f"n{n}": {**one, "maker": f"m{n}", "bad": 1} for n in range(200)}
    many["manufacturers"] = {f"m{n}x": {} for n in range(6000)}
    return json.dumps(many)


MONSTERS: dict[str, tuple[str | bytes, str]] = {
    "billion laughs": (laughs(), "values up to here"),
    "staircase": (staircase(), "levels inside one another"),
    "brackets": ("a: " + "[" * HALF, "levels inside one another"),
    "braces": ("{a: " * (HALF // 4), "levels inside one another"),
    "dashes": ("- " * HALF, "levels inside one another"),
    "questions": ("? " * HALF, "levels inside one another"),
    "indents": ("\n".join(" " * n + "a:" for n in range(600)), "levels inside one another"),
    "many keys": ("".join(f"k{n}: v\n" for n in range(22_000)), "values up to here"),
    "many unknown keys": ("".join(f"weekz{n}: v\n" for n in range(9_000)), "no such setting here"),
    "many items": ("a: [" + "1," * (HALF // 2) + "]", "values up to here"),
    "many anchors": ("".join(f"a{n}: &a{n} x\n" for n in range(14_000)), "values up to here"),
    "many wrong parts": (crowd_of("lamp", "products"), "at most 100 entries"),
    "many wrong campaigns": (
        json.dumps(small_world(campaigns=[{"medium": f"m{n}", "regions": ["y"]} for n in range(1_500)])),
        "campaigns: must have at most 200 entries",
    ),
    "junk of a megabyte": ("junk " * (K * K), "is larger than"),
    "long comment": ("#" + "x" * (250 * K), "is empty"),
    "blank lines": ("\n" * (250 * K), "is empty"),
    "long word": ("a" * (250 * K), "is no map"),
    "long key": ("a" * (120 * K) + ": b", "is not YAML"),
    "long quoted key": ("? " + "a" * (120 * K) + "\n: b", "no such setting here"),
    "long text": (json.dumps(small_world(situation="la " * (70 * K))), "no longer than 2000 characters"),
    "long name": (json.dumps(small_world(focal="x" * (200 * K))), "no longer than 80 characters"),
    "many lines in quotes": ('"' + "a\n" * HALF + '"', "is no map"),
    "many lines in a block": ("a: >\n" + " a\n\n" * (HALF // 2), "no such setting here"),
    "long number": ("weeks: " + "9" * (100 * K), "weeks: should be a finite number"),
    "long fraction": ("weeks: 0." + "9" * (100 * K), "weeks: should be a finite number"),
    "long hexadecimal": ("weeks: 0x" + "f" * (100 * K), "weeks: should be a finite number"),
    "number out of reach": ("weeks: 1e400", "weeks: should be a finite number, is 1e400"),
    "number below reach": ("weeks: -1e400", "weeks: should be a finite number, is -1e400"),
    "twenty digits": ("weeks: 99999999999999999999", "weeks: must be at most 2600"),
    "many directives": ("%FOO bar\n" * 12_000 + "---\na: b", "no such setting here"),
    "long version": ("%YAML " + "1" * 5_000 + ".1\n---\na: b", "is not YAML"),
    "many documents": ("---\n" * 30_000, "a second document starts here"),
    "long anchor": ("a: &" + "b" * HALF + " c", "no such setting here"),
    "long tag": ("a: !" + "%41" * (HALF // 3) + " c", "has the tag"),
    "key that is a map": ("? {a: {b: c}}\n: d", "a key should be a word"),
    "key that is itself": ("&a ? *a\n: b", ""),
    "value that is itself": ("a: &a [*a]", "no finished value above is called '&a'"),
    "character out of range": ('a: "\\UFFFFFFFF"', "is not YAML"),
    "half a character": ('a: "\\ud800"', "halves of characters"),
    "escape from the terminal": ('"\\e[31mred": 1', "holds control characters"),
    "null byte": (b"name: a\x00b", "1:8: holds the control character"),
    "not UTF-8": (b"name: ok\nweeks: \xff\xfe", "2:8: is not UTF-8 text: byte 0xff; save it as YAML"),
    "UTF-16": ("weeks: 3".encode("utf-16"), "1:1: is text in UTF-16"),
    "zip": (b"PK\x03\x04" + bytes(range(256)), "1:1: is an archive or a spreadsheet"),
    "empty": (b"", "1:1: is empty"),
    "tabs": ("\tweeks: 3", "a tab stands where only spaces may"),
    "only an anchor": ("&a", "is empty"),
    "only a tag": ("!!python/object:os.system", "has the tag '!!python/object:os.system'"),
    "recursion by extends": ("extends: recursion_by_extends.yaml", "runs in a circle"),
    "null in extends": ('extends: "a\\0b"', "extends: holds control characters"),
    "extends a device": ("extends: /dev/zero", "is an absolute path"),
    "extends with a long path": ("extends: " + "a/" * 30_000 + "b", "extends: "),
    "extends a home": ("extends: ~/secret.yaml", "there is no such file"),
}  # fmt: skip


def file_of(name: str) -> str:
    """Return the file name of a monster."""
    return name.replace(" ", "_") + ".yaml"
