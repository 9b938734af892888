package io.turnpike.metering.log;

import io.turnpike.model.Owner;
import io.turnpike.model.Scopes;
import io.turnpike.quota.Charge;
import io.turnpike.quota.CounterId;
import io.turnpike.quota.Window;
import io.turnpike.secret.KeyDigest;
import io.turnpike.usage.CallId;
import io.turnpike.usage.Decided;
import io.turnpike.usage.Ended;
import io.turnpike.usage.UsageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Unpacks the entries of one chunk.
final class ChunkReader {
    private final ByteReader in;
    private final String node;
    private final List<UsageRecord.Place> places = new ArrayList<>();
    private final List<UsageRecord.Holder> holders = new ArrayList<>();
    private final List<UsageRecord.Token> tokens = new ArrayList<>();
    private final List<UsageRecord.Cover> covers = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private CallId last = new CallId(0, 0);

    /// @param node that wrote the segment
    ChunkReader(byte[] bytes, int from, int length, String node) {
        this.in = new ByteReader(bytes, from, length);
        this.node = node;
    }

    /// Reads the charges alone; about a tenth of the work.
    static void charges(byte[] bytes, int from, int length, Consumer<Charge> visitor) {
        ChunkReader reader = new ChunkReader(bytes, from, length, "");
        while (reader.in.hasMore()) {
            int size = reader.in.size();
            int end = reader.in.position() + size;
            long flags = reader.in.unsigned();
            reader.nextId();
            if ((flags & EntryFormat.CHARGES) != 0) {
                for (int i = reader.in.size(); i > 0; i--) {
                    visitor.accept(reader.charge(flags));
                }
            }
            reader.in.position(end);
        }
    }

    void entries(Consumer<UsageRecord> visitor) {
        while (in.hasMore()) {
            in.size();
            long flags = in.unsigned();
            nextId();
            List<Charge> charges = (flags & EntryFormat.CHARGES) == 0 ? List.of() : charges(flags);
            UsageRecord.Start start = (flags & EntryFormat.START) == 0 ? null : start(flags);
            Ended end = end(flags);
            visitor.accept(new UsageRecord(last, node, charges, start, end));
        }
    }

    private void nextId() {
        long high = last.high() + in.signed();
        last = new CallId(high, last.low() + in.signed());
    }

    private List<Charge> charges(long flags) {
        int count = in.size();
        List<Charge> charges = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            charges.add(charge(flags));
        }
        return charges;
    }

    private Charge charge(long flags) {
        CounterId counter = new CounterId(in.fixed(), in.fixed());
        long unit = (flags & EntryFormat.IN_MILLIS) == 0 ? 1_000 : 1;
        long start = (in.signed() + last.millis() / unit) * unit;
        Window window = new Window(start, start + in.unsigned() * unit);
        return new Charge(counter, window, in.unsigned(), in.signed());
    }

    private UsageRecord.Start start(long flags) {
        long at = time();
        long revision = (flags & EntryFormat.DECISION) == 0 ? -1 : in.unsigned();
        UsageRecord.Place place = known(flags, EntryFormat.PLACE, places, this::place);
        UsageRecord.Holder holder =
                known(flags, EntryFormat.HOLDER | EntryFormat.HOLDER_2, holders, () -> holder(flags));
        UsageRecord.Token token = known(flags, EntryFormat.TOKEN, tokens, this::token);
        UsageRecord.Cover cover = known(flags, EntryFormat.COVER, covers, this::cover);
        String refusal = known(flags, EntryFormat.REFUSAL, texts, in::text);
        String fault = known(flags, EntryFormat.FAULT, texts, in::text);
        return new UsageRecord.Start(at, revision, place, holder, token, cover, refusal, fault, request(flags));
    }

    private Decided.Request request(long flags) {
        String method = text();
        String path = in.text();
        String host = text();
        String clientAddress = text();
        String userAgent = known(flags, EntryFormat.USER_AGENT, texts, in::text);
        String requestId = (flags & EntryFormat.OWN_REQUEST_ID) == 0 ? in.text() : last.text();
        String scheme = (flags & EntryFormat.HTTPS) != 0 ? "https" : (flags & EntryFormat.HTTP) != 0 ? "http" : "";
        String graphQl = known(flags, EntryFormat.GRAPH_QL, texts, in::text);
        return new Decided.Request(method, path, host, clientAddress, userAgent, requestId, scheme, graphQl);
    }

    private UsageRecord.Place place() {
        return new UsageRecord.Place(in.uuid(), in.uuid(), in.text(), in.text(), in.size(), in.text());
    }

    private UsageRecord.Holder holder(long flags) {
        UUID credential = in.uuid();
        UUID app = in.uuid();
        String name = in.text();
        UUID owner = in.uuid();
        boolean isGroup = (flags & EntryFormat.OF_GROUP) != 0;
        String email = (flags & EntryFormat.HOLDER) == 0 ? "" : in.text();
        return new UsageRecord.Holder(
                credential, app, name, isGroup ? new Owner.Group(owner) : new Owner.Developer(owner), email);
    }

    private UsageRecord.Token token() {
        return new UsageRecord.Token(new KeyDigest(in.fixed(), in.fixed()), Scopes.split(text()));
    }

    private UsageRecord.Cover cover() {
        return new UsageRecord.Cover(in.uuid(), in.text(), in.text());
    }

    private String text() {
        return known(texts, in::text);
    }

    private <T> @Nullable T known(long flags, int flag, List<T> known, Supplier<T> spelt) {
        return (flags & flag) == 0 ? null : known(known, spelt);
    }

    private <T> T known(List<T> known, Supplier<T> spelt) {
        int number = in.size();
        if (number > 0) {
            return known.get(number - 1);
        }
        T value = spelt.get();
        known.add(value);
        return value;
    }

    private @Nullable Ended end(long flags) {
        if ((flags & EntryFormat.END_1) != 0) {
            return firstEnd();
        }
        if ((flags & EntryFormat.END) == 0) {
            return null;
        }
        int status = in.size();
        Ended.Outcome outcome = EntryFormat.OUTCOMES.get(in.size());
        Ended.Target target = (flags & EntryFormat.TARGET) == 0 ? null : target();
        String fault = known(flags, EntryFormat.LATE_FAULT, texts, in::text);
        return new Ended(last, status, target, fault, time(), in.unsigned(), in.unsigned(), outcome);
    }

    private Ended.Target target() {
        return new Ended.Target(text(), in.size(), time(), time(), time());
    }

    /// As format 1 wrote it.
    private Ended firstEnd() {
        int status = in.size();
        int targetStatus = in.size();
        Ended.Outcome outcome = EntryFormat.OUTCOMES.get(in.size());
        long sentAt = time();
        long answeredAt = time();
        Ended.Target target = sentAt == 0 ? null : new Ended.Target("", targetStatus, sentAt, answeredAt, 0);
        return new Ended(last, status, target, null, time(), in.unsigned(), in.unsigned(), outcome);
    }

    private long time() {
        long written = in.unsigned();
        if (written == 0) {
            return 0;
        }
        long folded = written - 1;
        return last.millis() * 1000 + ((folded >>> 1) ^ -(folded & 1));
    }
}
