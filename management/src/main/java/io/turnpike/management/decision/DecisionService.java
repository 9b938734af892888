package io.turnpike.management.decision;

import io.turnpike.access.Caller;
import io.turnpike.access.FailureLimit;
import io.turnpike.explanation.Explainer;
import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Question;
import io.turnpike.explanation.Question.Credential;
import io.turnpike.model.Developer;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Group;
import io.turnpike.model.Owner;
import io.turnpike.problem.Kind;
import io.turnpike.problem.Problem;
import io.turnpike.problem.Refused;
import io.turnpike.secret.Vault;
import io.turnpike.storage.AuditStore.Outcome;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import io.turnpike.usage.CallId;
import io.turnpike.usage.RecordedCalls;
import io.turnpike.usage.UsageRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Asks what becomes of calls. Who tries keys here is limited as one who tries passwords, and stands in the audit.
final class DecisionService {
    private static final Set<String> UNKNOWN = Set.of("UNKNOWN_KEY", "UNKNOWN_TOKEN");

    private final Storage storage;
    private final Explainer explainer;
    private final RecordedCalls calls;
    private final Vault vault;
    private final Clock clock;
    private final FailureLimit failures;
    private final NotedUses uses = new NotedUses();

    DecisionService(Storage storage, Vault vault, Decisions decisions, Clock clock) {
        this.storage = storage;
        this.explainer = decisions.explainer();
        this.calls = decisions.calls();
        this.vault = vault;
        this.clock = clock;
        this.failures = new FailureLimit(clock);
    }

    Map<String, Object> explain(Caller caller, String organization, String environment, QuestionBody asked) {
        var place = storage.read(work -> place(work, organization, environment));
        var now = clock.instant();
        var question = asked.about(place.environment(), place.anyHost(), now);
        Explanation explanation = question.credential().equals(new Credential.None())
                ? explainer.explain(question)
                : explainKey(caller, question, now);
        return new ExplanationBody(this::name).write(explanation, Instant.ofEpochMilli(question.at()));
    }

    /// A known key is no failure. Nothing is told before the audit has what is due.
    private Explanation explainKey(Caller caller, Question question, Instant now) {
        var labels = List.of("name " + caller.name());
        failures.begin(labels);
        Explanation explanation = explainer.explain(question);
        var refusal = explanation.refusal();
        boolean isUnknown = refusal != null && UNKNOWN.contains(refusal.reason());
        if (!isUnknown) {
            failures.succeeded(labels);
        }
        if (isUnknown || uses.isDue(caller, now)) {
            note(caller, now);
            uses.add(caller, now);
        }
        return explanation;
    }

    /// What was recorded of a call, and what the same call would get now, or why that cannot be told.
    ///
    /// @param id as answers of the gateway show it
    /// @throws Refused with `NotFound` also for a call of another environment
    Map<String, Object> recorded(String organization, String environment, String id) {
        var call = CallId.parse(id).flatMap(calls::find).orElseThrow(() -> unknown(id));
        var start = call.start();
        var went = start == null ? null : start.place();
        var place = storage.read(work -> place(work, organization, environment));
        if (start == null || went == null || !went.environment().equals(place.environment())) {
            throw unknown(id);
        }
        var now = clock.instant();
        var repeated = new RepeatedCall(start, went);
        Explanation explanation = explainer.explain(repeated.question(credential(start.holder()), now));
        var body = new LinkedHashMap<String, Object>();
        body.put("id", id);
        body.put("recorded", new RecordBody(this::name).write(call));
        repeated.missing(explanation)
                .ifPresentOrElse(
                        missing -> body.put("withoutNow", missing),
                        () -> body.put("now", new ExplanationBody(this::name).write(explanation, now)));
        return body;
    }

    /// The key that a call was made with; one that nobody has where it is gone.
    private Credential credential(UsageRecord.@Nullable Holder holder) {
        if (holder == null) {
            return new Credential.None();
        }
        return new Credential.Key(storage.read(work -> work.credentials().list(holder.app()).stream()
                .filter(each -> each.id().equals(holder.credential()))
                .findFirst()
                .map(each -> vault.open(each.key()))
                .orElseGet(() -> UUID.randomUUID().toString())));
    }

    private static Refused unknown(String id) {
        return new Refused(new Problem.NotFound(Kind.DECISION, id));
    }

    private void note(Caller caller, Instant now) {
        storage.write(caller, work -> {
            work.audit().insert(caller, now, Outcome.DONE);
            return caller;
        });
    }

    private String name(Owner owner) {
        return storage.read(work -> switch (owner) {
            case Owner.Developer(UUID id) ->
                work.developers().byIds(List.of(id)).stream()
                        .map(Developer::email)
                        .findFirst()
                        .orElse("");
            case Owner.Group(UUID id) ->
                work.groups().byIds(List.of(id)).stream()
                        .map(Group::name)
                        .findFirst()
                        .orElse("");
        });
    }

    private static Place place(Work work, String organization, String environment) {
        UUID owner = work.organizations().require(organization).id();
        UUID id = work.environments().require(owner, environment).id();
        String host = work.environmentGroups().list(owner).stream()
                .filter(group -> group.environments().contains(id))
                .map(EnvironmentGroup::hostnames)
                .flatMap(List::stream)
                .findFirst()
                .orElse("");
        return new Place(id, host.replace("*", "any"));
    }

    /// @param anyHost one that leads to the environment, if there is one
    private record Place(UUID environment, String anyHost) {}
}
