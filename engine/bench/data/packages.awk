# Stanzas of a Debian control file (deb-control(5), RFC 822 style) in, one JSON document a line out.
# A stanza without a version is a translation: its description is kept, by the checksum of the English text, until
# the package with that checksum comes. Works in mawk, gawk and busybox awk.

BEGIN {
    for (code = 1; code < 32; code++) {
        control[sprintf("%c", code)] = sprintf("\\u%04x", code)
    }
    control["\t"] = "\\t"
    control["\n"] = "\\n"
    control["\r"] = "\\r"
}

/^[^ \t:]+:/ {
    colon = index($0, ":")
    name = tolower(substr($0, 1, colon - 1))
    if (name ~ /^description-[a-z][a-z](_[a-z][a-z])?$/) {
        name = "description"
    }
    value = substr($0, colon + 1)
    gsub(/^[ \t]+|[ \t]+$/, "", value)
    field[name] = value
    next
}

/^[ \t]/ {
    if (name == "description") {
        line = substr($0, 2)
        field[name] = field[name] "\n" (line == "." ? "" : line)
    } else {
        sub(/^[ \t]+/, "")
        field[name] = field[name] " " $0
    }
    next
}

/^$/ { finish() }

END { finish() }

function finish() {
    if ("package" in field && "version" in field) {
        document()
    } else if ("description-md5" in field && "description" in field) {
        translated[field["description-md5"]] = field["description"]
    }
    split("", field)
    name = ""
}

# installed_size is in KiB and size in bytes, as in the index.
function document(    id, checksum, text, end) {
    id = field["package"] "_" field["version"] "_" field["architecture"]
    if (id in written) {
        return
    }
    written[id] = 1
    checksum = field["description-md5"]
    text = checksum in translated ? translated[checksum] : field["description"]
    end = index(text, "\n")

    printf "{\"_id\":\"%s\"", escaped(id)
    string("package", field["package"])
    string("version", field["version"])
    string("architecture", field["architecture"])
    string("source", field["source"])
    string("section", field["section"])
    string("priority", field["priority"])
    string("maintainer", field["maintainer"])
    integer("installed_size", field["installed-size"])
    integer("size", field["size"])
    array("depends", field["depends"])
    string("homepage", field["homepage"])
    string("description", end ? substr(text, 1, end - 1) : text)
    string("long_description", end ? substr(text, end + 1) : "")
    array("tags", field["tag"])
    print "}"
}

function string(key, value) {
    if (value != "") {
        printf ",\"%s\":\"%s\"", key, escaped(value)
    }
}

# Decimal digits are copied, not computed with: awk's numbers are doubles.
function integer(key, value) {
    if (value ~ /^(0|[1-9][0-9]*)$/) {
        printf ",\"%s\":%s", key, value
    }
}

function array(key, list,    items, count, i, separator) {
    if (list == "") {
        return
    }
    count = split(list, items, ",")
    printf ",\"%s\":[", key
    for (i = 1; i <= count; i++) {
        gsub(/^[ \t]+|[ \t]+$/, "", items[i])
        if (items[i] != "") {
            printf "%s\"%s\"", separator, escaped(items[i])
            separator = ","
        }
    }
    printf "]"
}

# RFC 8259 §7: quotation mark, reverse solidus and the control characters below U+0020.
function escaped(text,    i, byte, result) {
    gsub(/\\/, "&&", text)
    gsub(/"/, "\\\\&", text)
    if (text !~ /[\001-\037]/) {
        return text
    }
    for (i = 1; i <= length(text); i++) {
        byte = substr(text, i, 1)
        result = result (byte in control ? control[byte] : byte)
    }
    return result
}
