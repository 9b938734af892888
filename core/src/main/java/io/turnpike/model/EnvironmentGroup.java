package io.turnpike.model;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// Host names and the environments whose deployments answer under them.
///
/// @param displayName empty where it was not sent
/// @param hostnames in lower case, without ports; `*` is the catch-all, `*.example.com` stands for every name below
///     `example.com`; each belongs to one group of the whole installation
/// @param attachments in their order; each environment at most once
public record EnvironmentGroup(
        UUID id,
        UUID organization,
        long version,
        String name,
        String displayName,
        List<String> hostnames,
        List<Attachment> attachments,
        Provenance provenance) {
    /// @throws io.turnpike.problem.Refused with `InvalidField` on `name` or `hostnames`
    public EnvironmentGroup {
        Names.ENVIRONMENT_GROUP.check(name);
        hostnames = Hostnames.checked(hostnames);
        attachments = List.copyOf(attachments);
        if (new HashSet<>(environments(attachments)).size() < attachments.size()) {
            throw new IllegalArgumentException("an environment stands twice in " + name);
        }
    }

    /// A new group.
    ///
    /// @param environments ids, in the order in which they are attached
    public static EnvironmentGroup made(
            UUID organization, String name, List<String> hostnames, List<UUID> environments, Provenance made) {
        List<Attachment> attachments = environments.stream()
                .map(environment -> new Attachment(UUID.randomUUID(), environment, made.createdAt()))
                .toList();
        return new EnvironmentGroup(UUID.randomUUID(), organization, 1, name, "", hostnames, attachments, made);
    }

    /// Ids, in the order of attachment.
    public List<UUID> environments() {
        return environments(attachments);
    }

    public boolean holds(UUID environment) {
        return attachments.stream().anyMatch(each -> each.environment().equals(environment));
    }

    public EnvironmentGroup with(Attachment attachment, String by) {
        return with(Stream.concat(attachments.stream(), Stream.of(attachment)).toList(), attachment.createdAt(), by);
    }

    public EnvironmentGroup without(Attachment attachment, Instant at, String by) {
        return with(
                attachments.stream().filter(each -> !each.equals(attachment)).toList(), at, by);
    }

    private EnvironmentGroup with(List<Attachment> changed, Instant at, String by) {
        return new EnvironmentGroup(
                id, organization, version, name, displayName, hostnames, changed, provenance.changed(at, by));
    }

    private static List<UUID> environments(List<Attachment> attachments) {
        return attachments.stream().map(Attachment::environment).toList();
    }
}
