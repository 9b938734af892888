package io.turnpike.metering.log;

import io.turnpike.decision.CompiledOperation;
import io.turnpike.decision.CompiledProduct;
import io.turnpike.decision.Decision;
import io.turnpike.decision.IndexedKey;
import io.turnpike.decision.IndexedToken;
import io.turnpike.decision.Route;
import io.turnpike.model.Owner;
import io.turnpike.quota.Charge;
import io.turnpike.quota.Window;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Packs entries into a chunk. What repeats (places, keys, operations, short texts) is spelt out once a chunk and
/// then named by a number; ids and times are kept as distances. A chunk can be read without any other.
final class ChunkWriter {
    /// Longer texts of callers are cut.
    static final int MAX_TEXT = 2048;

    private final ByteWriter chunk = new ByteWriter();
    private final ByteWriter entry = new ByteWriter();
    private final IdentityHashMap<Route, Integer> places = new IdentityHashMap<>();
    private final IdentityHashMap<IndexedKey, Integer> holders = new IdentityHashMap<>();
    private final IdentityHashMap<IndexedToken, Integer> tokens = new IdentityHashMap<>();
    private final IdentityHashMap<CompiledOperation, Integer> covers = new IdentityHashMap<>();
    private final Map<String, Integer> texts = new HashMap<>();
    private final Column methods = new Column();
    private final Column hosts = new Column();
    private final Column addresses = new Column();
    private final Column userAgents = new Column();
    private final Column targets = new Column();
    private CallId last = new CallId(0, 0);

    /// Adds one entry: the first of a call, the second, or both in one.
    void add(@Nullable Decided decided, @Nullable Ended ended) {
        entry.clear();
        CallId id = decided != null ? decided.id() : ended != null ? ended.id() : last;
        List<Charge> charges = decided == null ? List.of() : decided.charges();
        int flags = flags(charges) | (decided == null ? 0 : flags(decided)) | (ended == null ? 0 : flags(ended));
        entry.unsigned(flags);
        entry.signed(id.high() - last.high());
        entry.signed(id.low() - last.low());
        last = id;
        if (!charges.isEmpty()) {
            charges(id, charges, (flags & EntryFormat.IN_MILLIS) == 0 ? 1_000 : 1);
        }
        if (decided != null) {
            start(decided, (flags & EntryFormat.OWN_REQUEST_ID) != 0);
        }
        if (ended != null) {
            end(ended);
        }
        chunk.unsigned(entry.size());
        chunk.write(entry);
    }

    /// Bytes of the chunk so far.
    int size() {
        return chunk.size();
    }

    /// Ends the chunk; the next entry begins another.
    ///
    /// @param fresh where the next one goes
    /// @return has as many bytes of the chunk as `size` told last, and may be longer
    byte[] take(byte[] fresh) {
        byte[] payload = chunk.swap(fresh);
        places.clear();
        holders.clear();
        tokens.clear();
        covers.clear();
        texts.clear();
        for (Column column : List.of(methods, hosts, addresses, userAgents, targets)) {
            column.text = null;
        }
        last = new CallId(0, 0);
        return payload;
    }

    private static int flags(Decided decided) {
        int flags = EntryFormat.START;
        Decision decision = decided.decision();
        if (decision != null) {
            flags |= EntryFormat.DECISION;
            flags |= decision.route() == null ? 0 : EntryFormat.PLACE;
            flags |= decision.key() == null ? 0 : flags(decision.key());
            flags |= decision.token() == null ? 0 : EntryFormat.TOKEN;
            flags |= switch (decision) {
                case Decision.Allowed allowed -> allowed.product() == null ? 0 : EntryFormat.COVER;
                case Decision.Preflight _ -> 0;
                case Decision.Refused _ -> EntryFormat.REFUSAL;
            };
        }
        flags |= decided.fault() == null ? 0 : EntryFormat.FAULT;
        return flags | flags(decided.request()) | (hasOwnRequestId(decided) ? EntryFormat.OWN_REQUEST_ID : 0);
    }

    private static int flags(Decided.Request request) {
        return (request.userAgent() == null ? 0 : EntryFormat.USER_AGENT)
                | (request.scheme().equals("https") ? EntryFormat.HTTPS : EntryFormat.HTTP)
                | (request.graphQl() == null ? 0 : EntryFormat.GRAPH_QL);
    }

    private static int flags(IndexedKey key) {
        return EntryFormat.HOLDER | (key.owner().owner() instanceof Owner.Group ? EntryFormat.OF_GROUP : 0);
    }

    private static int flags(Ended ended) {
        return EntryFormat.END
                | (ended.target() == null ? 0 : EntryFormat.TARGET)
                | (ended.fault() == null ? 0 : EntryFormat.LATE_FAULT);
    }

    private static boolean hasOwnRequestId(Decided decided) {
        return decided.id().isText(decided.request().requestId());
    }

    /// Windows that begin and end with a second take half the bytes.
    private static int flags(List<Charge> charges) {
        int flags = charges.isEmpty() ? 0 : EntryFormat.CHARGES;
        for (int i = 0; i < charges.size(); i++) {
            Window window = charges.get(i).window();
            if (window.start() % 1_000 != 0 || window.end() % 1_000 != 0) {
                flags |= EntryFormat.IN_MILLIS;
            }
        }
        return flags;
    }

    /// @param unit of the windows, in milliseconds
    private void charges(CallId id, List<Charge> charges, long unit) {
        entry.unsigned(charges.size());
        for (int i = 0; i < charges.size(); i++) {
            Charge charge = charges.get(i);
            entry.fixed(charge.counter().high());
            entry.fixed(charge.counter().low());
            entry.signed(charge.window().start() / unit - id.millis() / unit);
            entry.unsigned(charge.window().millis() / unit);
            entry.unsigned(charge.limit());
            entry.signed(charge.weight());
        }
    }

    private void start(Decided decided, boolean hasOwnRequestId) {
        time(decided.id(), decided.at());
        if (decided.decision() != null) {
            decision(decided.decision());
        }
        if (decided.fault() != null) {
            text(decided.fault());
        }
        Decided.Request request = decided.request();
        text(request.method(), methods);
        entry.text(cut(request.path()));
        text(request.host(), hosts);
        text(request.clientAddress(), addresses);
        if (request.userAgent() != null) {
            text(request.userAgent(), userAgents);
        }
        if (!hasOwnRequestId) {
            entry.text(cut(request.requestId()));
        }
        if (request.graphQl() != null) {
            text(request.graphQl());
        }
    }

    private void decision(Decision decision) {
        entry.unsigned(decision.revision());
        if (decision.route() != null) {
            place(decision.route());
        }
        if (decision.key() != null) {
            holder(decision.key());
        }
        if (decision.token() != null) {
            token(decision.token());
        }
        switch (decision) {
            case Decision.Allowed allowed -> {
                if (allowed.product() != null && allowed.operation() != null) {
                    cover(allowed.product(), allowed.operation());
                }
            }
            case Decision.Preflight _ -> {}
            case Decision.Refused refused -> text(refused.refusal().name());
        }
    }

    private void place(Route route) {
        if (isNew(places.get(route))) {
            places.put(route, places.size() + 1);
            entry.uuid(route.organization().id());
            entry.uuid(route.environment().id());
            entry.text(route.environment().name());
            entry.text(route.proxy());
            entry.unsigned(route.revision());
            entry.text(route.basePath());
        }
    }

    private void holder(IndexedKey key) {
        if (isNew(holders.get(key))) {
            holders.put(key, holders.size() + 1);
            entry.uuid(key.credential());
            entry.uuid(key.app());
            entry.text(key.appName());
            entry.uuid(key.owner().owner().id());
            entry.text(key.owner().email());
        }
    }

    private void token(IndexedToken token) {
        if (isNew(tokens.get(token))) {
            tokens.put(token, tokens.size() + 1);
            entry.fixed(token.digest().high());
            entry.fixed(token.digest().low());
            text(String.join(" ", token.scopes()));
        }
    }

    private void cover(CompiledProduct product, CompiledOperation operation) {
        if (isNew(covers.get(operation))) {
            covers.put(operation, covers.size() + 1);
            entry.uuid(product.id());
            entry.text(product.name());
            entry.text(operation.text());
        }
    }

    /// Writes a text of which each column mostly repeats the one before.
    private void text(String value, Column column) {
        if (value.equals(column.text)) {
            entry.unsigned(column.number);
        } else {
            column.number = text(value);
            column.text = value;
        }
    }

    /// @return its number
    private int text(String value) {
        String cut = cut(value);
        Integer known = texts.get(cut);
        if (isNew(known)) {
            texts.put(cut, texts.size() + 1);
            entry.text(cut);
        }
        return known == null ? texts.size() : known;
    }

    private static String cut(String value) {
        return value.length() <= MAX_TEXT ? value : value.substring(0, MAX_TEXT);
    }

    /// Writes the number of what was spelt out before, or 0: then it is to be spelt out now, and has the next number.
    private boolean isNew(@Nullable Integer number) {
        entry.unsigned(number == null ? 0 : number);
        return number == null;
    }

    private void end(Ended ended) {
        entry.unsigned(ended.status());
        entry.unsigned(EntryFormat.OUTCOMES.indexOf(ended.outcome()));
        Ended.Target target = ended.target();
        if (target != null) {
            text(target.host(), targets);
            entry.unsigned(target.status());
            time(ended.id(), target.sentAt());
            time(ended.id(), target.answeredAt());
            time(ended.id(), target.endedAt());
        }
        if (ended.fault() != null) {
            text(ended.fault());
        }
        time(ended.id(), ended.closedAt());
        entry.unsigned(ended.requestBytes());
        entry.unsigned(ended.responseBytes());
    }

    /// 0 stays 0; any other time is its distance in microseconds from the id's, after one bit that is set.
    private void time(CallId id, long micros) {
        if (micros == 0) {
            entry.unsigned(0);
            return;
        }
        long distance = micros - id.millis() * 1000;
        entry.unsigned(((distance << 1) ^ (distance >> 63)) + 1);
    }

    /// The last text of some field of the entries, and its number in the chunk.
    private static final class Column {
        private @Nullable String text;
        private int number;
    }
}
