package io.turnpike.storage;

import static io.turnpike.storage.Samples.organization;

import io.turnpike.model.Organization;
import io.turnpike.model.Space;
import io.turnpike.model.Space.Binding;
import java.util.List;
import java.util.UUID;

public interface SpaceStoreContract extends NamedStoreContract<Space> {
    @Override
    default NamedStore<Space> store(Work work) {
        return work.spaces();
    }

    @Override
    default List<Space> contents() {
        var binding = new Binding("roles/apigee.spaceContentEditor", List.of("user:ada@example.com", "allUsers"));
        return List.of(new Space("First", List.of(binding)), new Space("", List.of()));
    }

    @Override
    default Change noted(UUID organization) {
        return new Change.Noted();
    }

    @Override
    default Owner owner(String organization) {
        Organization made = write(work -> work.organizations().insert(organization(organization)));
        return new Owner(made.id(), made.id());
    }

    @Override
    default void deleteOwner(Work work, String organization) {
        work.organizations().delete(work.organizations().require(organization));
    }
}
