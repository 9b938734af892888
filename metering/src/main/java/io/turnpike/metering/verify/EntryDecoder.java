package io.turnpike.metering.verify;

import io.turnpike.model.Owner;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import io.turnpike.secret.KeyDigest;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Reads the entries of one frame as `docs/reference/usage-log.md` describes them.
final class EntryDecoder {
    private static final int CHARGES = 1;
    private static final int FIRST = 2;
    private static final int DECISION = 4;
    private static final int PLACE = 8;
    private static final int HOLDER_OF_FORMAT_2 = 16;
    private static final int COVER = 32;
    private static final int REFUSAL = 64;
    private static final int FAULT = 128;
    private static final int USER_AGENT = 256;
    private static final int OWN_ID = 512;
    private static final int SECOND_OF_FORMAT_1 = 1024;
    private static final int SECOND = 2048;
    private static final int TARGET = 4096;
    private static final int LATE_FAULT = 8192;
    private static final int OF_GROUP = 16_384;
    private static final int IN_MILLIS = 32_768;
    private static final int HOLDER = 65_536;
    private static final int TOKEN = 131_072;
    private static final int HTTP = 262_144;
    private static final int HTTPS = 524_288;
    private static final int GRAPH_QL = 1_048_576;
    private static final List<Ended.Outcome> OUTCOMES =
            List.of(Ended.Outcome.COMPLETE, Ended.Outcome.CLIENT_GONE, Ended.Outcome.TARGET_GONE);

    private final Bytes in;
    private final String node;
    private final List<UsageRecord.Place> places = new ArrayList<>();
    private final List<UsageRecord.Holder> holders = new ArrayList<>();
    private final List<UsageRecord.Token> tokens = new ArrayList<>();
    private final List<UsageRecord.Cover> covers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private CallId id = new CallId(0, 0);
    private long flags;

    private EntryDecoder(byte[] payload, String node) {
        this.in = new Bytes(ByteBuffer.wrap(payload));
        this.node = node;
    }

    /// @throws IOException if the frame is whole and makes no sense
    static void decode(byte[] payload, String node, Consumer<UsageRecord> visitor) throws IOException {
        EntryDecoder decoder = new EntryDecoder(payload, node);
        while (decoder.in.hasMore()) {
            int size = decoder.in.size();
            int end = decoder.in.position() + size;
            visitor.accept(decoder.entry());
            if (decoder.in.position() != end) {
                throw new IOException("an entry is not as long as it says");
            }
        }
    }

    private UsageRecord entry() throws IOException {
        flags = in.shortNumber();
        id = new CallId(id.high() + in.signed(), id.low() + in.signed());
        List<Charge> charges = has(CHARGES) ? charges() : List.of();
        UsageRecord.Start start = has(FIRST) ? first() : null;
        Ended end = has(SECOND_OF_FORMAT_1) ? secondOfFormat1() : has(SECOND) ? second() : null;
        return new UsageRecord(id, node, charges, start, end);
    }

    private boolean has(int part) {
        return (flags & part) != 0;
    }

    private List<Charge> charges() throws IOException {
        List<Charge> charges = new ArrayList<>();
        long unit = has(IN_MILLIS) ? 1 : 1_000;
        for (long left = in.shortNumber(); left > 0; left--) {
            CounterId counter = new CounterId(in.fixed(), in.fixed());
            long start = (id.millis() / unit + in.signed()) * unit;
            long end = start + in.shortNumber() * unit;
            if (end <= start) {
                throw new IOException("a window has no length");
            }
            charges.add(new Charge(counter, new Window(start, end), in.shortNumber(), in.signed()));
        }
        return charges;
    }

    private UsageRecord.Start first() throws IOException {
        long at = time();
        long revision = has(DECISION) ? in.shortNumber() : -1;
        UsageRecord.Place place = has(PLACE) ? named(places, this::place) : null;
        UsageRecord.Holder holder = has(HOLDER | HOLDER_OF_FORMAT_2) ? named(holders, this::holder) : null;
        UsageRecord.Token token = has(TOKEN) ? named(tokens, this::token) : null;
        UsageRecord.Cover cover = has(COVER) ? named(covers, this::cover) : null;
        String refusal = has(REFUSAL) ? named(texts, in::text) : null;
        String fault = has(FAULT) ? named(texts, in::text) : null;
        String method = named(texts, in::text);
        String path = in.text();
        String host = named(texts, in::text);
        String address = named(texts, in::text);
        String agent = has(USER_AGENT) ? named(texts, in::text) : null;
        String requestId = has(OWN_ID) ? id.text() : in.text();
        String scheme = has(HTTPS) ? "https" : has(HTTP) ? "http" : "";
        String graphQl = has(GRAPH_QL) ? named(texts, in::text) : null;
        Decided.Request request = new Decided.Request(method, path, host, address, agent, requestId, scheme, graphQl);
        return new UsageRecord.Start(at, revision, place, holder, token, cover, refusal, fault, request);
    }

    private Ended second() throws IOException {
        int status = in.size();
        Ended.Outcome outcome = outcome();
        Ended.Target target = null;
        if (has(TARGET)) {
            target = new Ended.Target(named(texts, in::text), in.size(), time(), time(), time());
        }
        String fault = has(LATE_FAULT) ? named(texts, in::text) : null;
        return new Ended(id, status, target, fault, time(), in.shortNumber(), in.shortNumber(), outcome);
    }

    private Ended secondOfFormat1() throws IOException {
        int status = in.size();
        int targetStatus = in.size();
        Ended.Outcome outcome = outcome();
        long sent = time();
        long answered = time();
        Ended.Target target = sent == 0 ? null : new Ended.Target("", targetStatus, sent, answered, 0);
        return new Ended(id, status, target, null, time(), in.shortNumber(), in.shortNumber(), outcome);
    }

    private Ended.Outcome outcome() throws IOException {
        int number = in.size();
        if (number >= OUTCOMES.size()) {
            throw new IOException("an outcome has number " + number);
        }
        return OUTCOMES.get(number);
    }

    private UsageRecord.Place place() throws IOException {
        return new UsageRecord.Place(in.id(), in.id(), in.text(), in.text(), in.size(), in.text());
    }

    private UsageRecord.Holder holder() throws IOException {
        return new UsageRecord.Holder(
                in.id(),
                in.id(),
                in.text(),
                has(OF_GROUP) ? new Owner.Group(in.id()) : new Owner.Developer(in.id()),
                has(HOLDER) ? in.text() : "");
    }

    private UsageRecord.Token token() throws IOException {
        KeyDigest digest = new KeyDigest(in.fixed(), in.fixed());
        String scopes = named(texts, in::text);
        return new UsageRecord.Token(digest, scopes.isEmpty() ? List.of() : List.of(scopes.split(" ")));
    }

    private UsageRecord.Cover cover() throws IOException {
        return new UsageRecord.Cover(in.id(), in.text(), in.text());
    }

    /// Spelt out behind a 0, else the number of an earlier one.
    private <T> T named(List<T> known, Spelt<T> spelt) throws IOException {
        int number = in.size();
        if (number > known.size()) {
            throw new IOException("a name refers to nothing");
        }
        if (number > 0) {
            return known.get(number - 1);
        }
        T value = spelt.read();
        known.add(value);
        return value;
    }

    private long time() throws IOException {
        long written = in.shortNumber();
        if (written == 0) {
            return 0;
        }
        long folded = written - 1;
        return id.millis() * 1_000 + ((folded >>> 1) ^ -(folded & 1));
    }

    private interface Spelt<T> {
        T read() throws IOException;
    }
}
