package io.turnpike.gateway.fuzz;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the blocks of one connection, the slow and obvious way, straight from RFC 7541. Only Huffman's code is left
/// to Netty.
final class FieldTable {
    private static final int SIZE = 4096;
    /// Appendix A: names, and after `=` a value.
    private static final List<Field> STATIC = Pattern.compile("\\S+")
            .matcher("""
                    :authority :method=GET :method=POST :path=/ :path=/index.html :scheme=http :scheme=https :status=200
                    :status=204 :status=206 :status=304 :status=400 :status=404 :status=500 accept-charset
                    accept-encoding=gzip,_deflate accept-language accept-ranges accept access-control-allow-origin age
                    allow authorization cache-control content-disposition content-encoding content-language
                    content-length content-location content-range content-type cookie date etag expect expires from
                    host if-match if-modified-since if-none-match if-range if-unmodified-since last-modified link
                    location max-forwards proxy-authenticate proxy-authorization range referer refresh retry-after
                    server set-cookie strict-transport-security transfer-encoding user-agent vary via www-authenticate
                    """)
            .results()
            .map(entry -> Field.of(entry.group().replace('_', ' ')))
            .toList();

    private final List<Field> dynamic = new ArrayList<>();
    private int size = SIZE;
    private String block = "";
    private int at;

    /// @throws Refused where that ends the connection
    List<Field> read(String whole) throws Refused {
        block = whole;
        at = 0;
        List<Field> fields = new ArrayList<>();
        while (at < block.length()) {
            char first = block.charAt(at);
            if ((first & 0x80) != 0) {
                fields.add(at(number(7)));
            } else if ((first & 0x40) != 0) {
                Field field = literal(6);
                dynamic.addFirst(field);
                evict();
                fields.add(field);
            } else if ((first & 0x20) == 0) {
                fields.add(literal(4));
            } else {
                resize(fields.isEmpty());
            }
        }
        return fields;
    }

    private void resize(boolean isFirst) throws Refused {
        long wanted = number(5);
        if (!isFirst || wanted > SIZE) {
            throw new Refused();
        }
        size = (int) wanted;
        evict();
    }

    private void evict() {
        while (dynamic.stream().mapToInt(Field::size).sum() > size) {
            dynamic.removeLast();
        }
    }

    private Field at(long index) throws Refused {
        if (index < 1 || index > STATIC.size() + dynamic.size()) {
            throw new Refused();
        }
        return index <= STATIC.size() ? STATIC.get((int) index - 1) : dynamic.get((int) index - 1 - STATIC.size());
    }

    private Field literal(int bits) throws Refused {
        long index = number(bits);
        String name = index == 0 ? text() : at(index).name;
        return new Field(name, text());
    }

    private String text() throws Refused {
        boolean isHuffman = at < block.length() && (block.charAt(at) & 0x80) != 0;
        long length = number(7);
        if (length > block.length() - at) {
            throw new Refused();
        }
        String text = block.substring(at, at + (int) length);
        at += (int) length;
        return isHuffman ? huffman(text) : text;
    }

    private long number(int bits) throws Refused {
        int most = (1 << bits) - 1;
        long number = octet() & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; ; shift += 7) {
            int next = octet();
            number += (long) (next & 0x7f) << shift;
            if (number > Integer.MAX_VALUE || shift > 28) {
                throw new Refused();
            }
            if ((next & 0x80) == 0) {
                return number;
            }
        }
    }

    private int octet() throws Refused {
        if (at == block.length()) {
            throw new Refused();
        }
        return block.charAt(at++);
    }

    private static String huffman(String code) throws Refused {
        StringBuilder literal = new StringBuilder("\0\1x");
        int rest = code.length();
        literal.append((char) (0x80 | Math.min(rest, 0x7f)));
        for (rest -= 0x7f; rest >= 0; rest = rest < 0x80 ? -1 : rest >> 7) {
            literal.append((char) (rest < 0x80 ? rest : (rest & 0x7f) | 0x80));
        }
        byte[] bytes = literal.append(code).toString().getBytes(StandardCharsets.ISO_8859_1);
        try {
            return String.valueOf(new DefaultHttp2HeadersDecoder(false)
                    .decodeHeaders(1, Unpooled.wrappedBuffer(bytes))
                    .get("x"));
        } catch (Http2Exception e) {
            throw new Refused();
        }
    }

    record Field(String name, String value) {
        private static final Pattern ENTRY = Pattern.compile("(:?[^=]+)=?(.*)");

        private static Field of(String entry) {
            Matcher parts = ENTRY.matcher(entry);
            boolean matches = parts.matches();
            return new Field(matches ? parts.group(1) : entry, matches ? parts.group(2) : "");
        }

        private int size() {
            return name.length() + value.length() + 32;
        }
    }

    /// This is no block.
    static final class Refused extends Exception {
        Refused() {
            super(null, null, false, false);
        }
    }
}
