package io.turnpike.management.bundle;

import io.turnpike.problem.Refused;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads one file of a bundle as a tree of elements: in UTF-8, without a document type and entities of its own, and
/// never larger than its bounds.
final class XmlFile {
    private static final int MAX_BYTES = 1024 * 1024;
    private static final int MAX_DEPTH = 64;
    private static final int MAX_ELEMENTS = 20_000;
    private static final Set<String> ENCODINGS = Set.of("utf-8", "us-ascii");

    private final String file;
    private final XMLStreamReader events;
    private int elements;

    private XmlFile(String file, XMLStreamReader events) {
        this.file = file;
        this.events = events;
    }

    /// @throws Refused with `BadBundle`, which never repeats what the file holds
    static Element read(String file, byte[] content) {
        if (content.length > MAX_BYTES) {
            throw Violations.one(file, "must have at most %d bytes".formatted(MAX_BYTES));
        }
        try {
            var events = hardened().createXMLStreamReader(new StringReader(decoded(file, content)));
            return new XmlFile(file, events).document();
        } catch (XMLStreamException broken) {
            var place = broken.getLocation();
            throw Violations.one(
                    file,
                    place == null
                            ? "must be well-formed XML"
                            : "must be well-formed XML (line %d, column %d)"
                                    .formatted(place.getLineNumber(), place.getColumnNumber()));
        }
    }

    private static XMLInputFactory hardened() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static String decoded(String file, byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw Violations.one(file, "must be valid UTF-8");
        }
    }

    private Element document() throws XMLStreamException {
        String declared = events.getCharacterEncodingScheme();
        if (declared != null && !ENCODINGS.contains(declared.toLowerCase(Locale.ROOT))) {
            throw Violations.one(file, "must be XML in UTF-8, also by its own declaration");
        }
        next();
        Element root = element(1);
        next();
        return root;
    }

    /// The element that the reader stands on the start of; it stands on its end afterwards.
    private Element element(int depth) throws XMLStreamException {
        if (depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
            throw Violations.one(file, "must have at most %d elements, %d deep".formatted(MAX_ELEMENTS, MAX_DEPTH));
        }
        String name = events.getLocalName();
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int index = 0; index < events.getAttributeCount(); index++) {
            attributes.put(
                    events.getAttributeLocalName(index),
                    events.getAttributeValue(index).strip());
        }
        var children = new ArrayList<Element>();
        var text = new StringBuilder();
        while (next() != XMLStreamConstants.END_ELEMENT) {
            if (events.isStartElement()) {
                children.add(element(depth + 1));
            } else {
                text.append(events.getText());
            }
        }
        return new Element(name, attributes, children, text.toString().strip());
    }

    /// The next start or end of an element, or text, or the end of all.
    private int next() throws XMLStreamException {
        while (true) {
            int event = events.next();
            switch (event) {
                case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw Violations.one(file, "must not declare a document type or use entities of its own");
                default -> {
                    return event;
                }
            }
        }
    }
}
