package io.turnpike.management.decision;

import io.turnpike.access.Caller;
import io.turnpike.explanation.Explainer;
import io.turnpike.explanation.Explanation;
import io.turnpike.explanation.Question.Credential;
import io.turnpike.management.access.FailureLimit;
import io.turnpike.model.Developer;
import io.turnpike.model.EnvironmentGroup;
import io.turnpike.model.Group;
import io.turnpike.model.Owner;
import io.turnpike.storage.AuditStore.Outcome;
import io.turnpike.storage.Storage;
import io.turnpike.storage.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Asks what becomes of calls. Who tries keys here is limited as one who tries passwords, and stands in the audit.
final class DecisionService {
    private static final Set<String> UNKNOWN = Set.of("UnknownKey", "UnknownToken");

    private final Storage storage;
    private final Explainer explainer;
    private final Clock clock;
    private final FailureLimit failures;

    DecisionService(Storage storage, Explainer explainer, Clock clock) {
        this.storage = storage;
        this.explainer = explainer;
        this.clock = clock;
        this.failures = new FailureLimit(clock);
    }

    Map<String, Object> explain(Caller caller, String organization, String environment, QuestionBody asked) {
        var place = storage.read(work -> place(work, organization, environment));
        var now = clock.instant();
        var question = asked.about(place.environment(), place.anyHost(), now);
        var labels = List.of("name " + caller.name());
        if (!question.credential().equals(Credential.NONE)) {
            failures.begin(labels);
            note(caller, now);
        }
        Explanation explanation = explainer.explain(question);
        var refusal = explanation.refusal();
        if (refusal == null || !UNKNOWN.contains(refusal.reason())) {
            failures.succeeded(labels);
        }
        return new ExplanationBody(this::name).write(explanation, Instant.ofEpochMilli(question.at()));
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
