package io.turnpike.management.bundle;

/// A policy as a bundle describes it.
///
/// @param type such as `Quota`; of `OAuthV2` with its operation behind a blank
/// @param enabled a disabled policy does nothing in its home either
record Policy(String file, String type, String name, boolean enabled, Element xml) {
    static Policy of(String file, Element xml) {
        String operation = xml.name().equals("OAuthV2") ? " " + xml.textOf("Operation") : "";
        String base = file.substring(file.lastIndexOf('/') + 1, file.length() - ".xml".length());
        return new Policy(
                file,
                (xml.name() + operation).strip(),
                xml.attribute("name").isEmpty() ? base : xml.attribute("name"),
                !xml.attribute("enabled").equals("false"),
                xml);
    }
}
