package io.turnpike.management.wire;

import io.turnpike.problem.Refused;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// The elements and texts of XML that anybody may have sent: in UTF-8, without a document type and entities of its own.
/// Comments and processing instructions are passed over, namespaces say nothing. What is refused is told by rule and
/// place, never by repeating what was sent.
public final class XmlEvents {
    private static final Set<String> ENCODINGS = Set.of("utf-8", "us-ascii");

    private final XMLStreamReader events;
    private final Function<String, Refused> refusal;

    private XmlEvents(XMLStreamReader events, Function<String, Refused> refusal) {
        this.events = events;
        this.refusal = refusal;
    }

    /// Stands before the outermost element.
    ///
    /// @param refusal what to throw for a rule that is broken, readable behind the document's name
    public static XmlEvents of(byte[] document, Function<String, Refused> refusal) {
        var text = new StringReader(decoded(document, refusal));
        try {
            var events = new XmlEvents(hardened().createXMLStreamReader(text), refusal);
            events.requireUtf8();
            return events;
        } catch (XMLStreamException broken) {
            throw malformed(broken, refusal);
        }
    }

    /// Goes on to the next start or end of an element, or text, or the end of all.
    ///
    /// @return whether that is the end of an element
    public boolean next() {
        try {
            while (true) {
                switch (events.next()) {
                    case XMLStreamConstants.COMMENT, XMLStreamConstants.PROCESSING_INSTRUCTION -> {}
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw refusal.apply("must not declare a document type or use entities of its own");
                    default -> {
                        return events.isEndElement();
                    }
                }
            }
        } catch (XMLStreamException broken) {
            throw malformed(broken, refusal);
        }
    }

    public boolean isStart() {
        return events.isStartElement();
    }

    /// Of the element that starts or ends here.
    public String name() {
        return events.getLocalName();
    }

    /// Of the element that starts here, stripped, in their order.
    public Map<String, String> attributes() {
        var attributes = new LinkedHashMap<String, String>();
        for (int index = 0; index < events.getAttributeCount(); index++) {
            attributes.put(
                    events.getAttributeLocalName(index),
                    events.getAttributeValue(index).strip());
        }
        return attributes;
    }

    /// The text that stands here.
    public String text() {
        return events.getText();
    }

    private static XMLInputFactory hardened() {
        var factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        return factory;
    }

    private static String decoded(byte[] document, Function<String, Refused> refusal) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(document))
                    .toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            throw refusal.apply("must be valid UTF-8");
        }
    }

    private void requireUtf8() {
        String declared = events.getCharacterEncodingScheme();
        if (declared != null && !ENCODINGS.contains(declared.toLowerCase(Locale.ROOT))) {
            throw refusal.apply("must be XML in UTF-8, also by its own declaration");
        }
    }

    private static Refused malformed(XMLStreamException broken, Function<String, Refused> refusal) {
        var place = broken.getLocation();
        return refusal.apply("must be well-formed XML"
                + (place == null
                        ? ""
                        : " (line %d, column %d)".formatted(place.getLineNumber(), place.getColumnNumber())));
    }
}
