package io.turnpike.management.bundle;

import io.turnpike.management.wire.XmlEvents;
import io.turnpike.problem.Refused;
import java.util.ArrayList;

/// Reads one file of a bundle as a tree of elements, never larger than its bounds.
final class XmlFile {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;

    private final String file;
    private final XmlEvents events;
    private int elements;

    private XmlFile(String file, XmlEvents events) {
        this.file = file;
        this.events = events;
    }

    /// @throws Refused with `BadBundle`, which never repeats what the file holds
    static Element read(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw Violations.one(file, "must have at most %d bytes".formatted(MAX_BYTES));
        }
        var reader = new XmlFile(file, XmlEvents.of(content, rule -> Violations.one(file, rule)));
        reader.events.next();
        Element root = reader.element(1);
        reader.events.next();
        return root;
    }

    /// The element that starts here; its end is reached afterwards.
    private Element element(int depth) {
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw Violations.one(file, "must have at most %d elements, %d deep".formatted(MAX_ELEMENTS, MAX_DEPTH));
        }
        String name = events.name();
        var attributes = events.attributes();
        var children = new ArrayList<Element>();
        var text = new StringBuilder();
        while (!events.next()) {
            if (events.isStart()) {
                children.add(element(depth + 1));
            } else {
                text.append(events.text());
            }
        }
        return new Element(name, attributes, children, text.toString().strip());
    }
}
