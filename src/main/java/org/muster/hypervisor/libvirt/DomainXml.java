package org.muster.hypervisor.libvirt;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.muster.hypervisor.GuestObservation.Agent;
import org.muster.inventory.Nic;

/**
 * Reads a domain's XML in one pass. Names, titles and metadata come from whoever defined the VM: no document type, no
 * entities, lengths capped.
 */
final class DomainXml {

    private static final String OURS = "urn:muster";
    private static final String OSINFO = "http://libosinfo.org/xmlns/libvirt/domain/1.0";
    private static final String AGENT_CHANNEL = "org.qemu.guest_agent.0";
    private static final int LONGEST_XML = 4 << 20;
    private static final int LONGEST_TEXT = 8192;
    private static final int MOST_NICS = 20;
    private static final int MOST_TAGS = 20;
    // What the inventory's columns hold.
    private static final int NAME = 255;
    private static final int DESCRIPTION = 2000;
    private static final int TAG = 40;
    private static final int WORD = 64;

    private static final XMLInputFactory FACTORY = factory();

    private final XMLStreamReader xml;
    private final StringBuilder path = new StringBuilder();
    private final StringBuilder text = new StringBuilder();
    private final List<String> disks = new ArrayList<>();
    private final List<Nic> nics = new ArrayList<>();
    private final List<String> tags = new ArrayList<>();
    private String name = "";
    private String title = "";
    private String description = "";
    private String os = "";
    private long memory;
    private int cores = 1;
    private boolean template;
    /** What the start of an element said that matters at its end. */
    private String noted = "";

    private boolean hardDisk;
    private boolean ours;
    private Agent agent = Agent.NONE;
    private Nic nic = new Nic("", "", "");

    private DomainXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /**
     * What the XML says.
     *
     * @throws XMLStreamException if it is no well-formed domain without a document type
     */
    static Definition parse(String text) throws XMLStreamException {
        if (text.length() > LONGEST_XML) {
            throw new XMLStreamException("The definition is too long.");
        }
        XMLStreamReader reader;
        synchronized (FACTORY) {
            reader = FACTORY.createXMLStreamReader(new StringReader(text));
        }
        try {
            return new DomainXml(reader).read();
        } finally {
            reader.close();
        }
    }

    private Definition read() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.append('/').append(xml.getLocalName());
                    text.setLength(0);
                    start(path.toString());
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append();
                case XMLStreamConstants.END_ELEMENT -> {
                    end(path.toString());
                    text.setLength(0);
                    path.setLength(path.length() - xml.getLocalName().length() - 1);
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new XMLStreamException("A definition has no document type.");
                default -> {} // comments and the like
            }
        }
        return new Definition(name, memory, cores, disks, nics, title, description, os, template, tags, agent);
    }

    private void append() {
        if (text.length() < LONGEST_TEXT) {
            text.append(xml.getText(), 0, Math.min(xml.getTextLength(), LONGEST_TEXT));
        }
    }

    private void start(String at) throws XMLStreamException {
        switch (at) {
            case "/domain/memory" -> noted = attribute("unit");
            case "/domain/vcpu" -> noted = attribute("current");
            case "/domain/devices/disk" -> hardDisk = List.of("", "disk", "lun").contains(attribute("device"));
            case "/domain/devices/disk/target" -> {
                if (hardDisk) {
                    disks.add(attribute("dev"));
                }
            }
            case "/domain/devices/interface" -> nic = new Nic("", "", "");
            case "/domain/devices/interface/mac" ->
                nic = new Nic(word("address").toLowerCase(Locale.ROOT), nic.network(), nic.model());
            case "/domain/devices/interface/model" -> nic = new Nic(nic.mac(), nic.network(), word("type"));
            case "/domain/devices/channel/target" -> channel();
            case "/domain/devices/interface/source" -> nic = new Nic(nic.mac(), source(), nic.model());
            default -> other(at);
        }
    }

    /** libvirt sees whether the guest has opened its end. */
    private void channel() {
        if (attribute("name").equals(AGENT_CHANNEL)) {
            agent = attribute("state").equals("connected") ? Agent.ANSWERS : Agent.AWAY;
        }
    }

    private void other(String at) throws XMLStreamException {
        if (!at.equals("/domain") && !at.startsWith("/domain/")) {
            throw new XMLStreamException("This is not a domain.");
        }
        if (!at.startsWith("/domain/metadata/")) {
            return;
        }
        boolean top = at.indexOf('/', "/domain/metadata/".length()) < 0;
        if (top) {
            ours = OURS.equals(xml.getNamespaceURI());
            template |= ours && List.of("yes", "true", "1").contains(attribute("template"));
        } else if (xml.getLocalName().equals("os") && OSINFO.equals(xml.getNamespaceURI())) {
            os = capped(attribute("id"), NAME);
        }
    }

    private void end(String at) throws XMLStreamException {
        switch (at) {
            case "/domain/name" -> name = said(NAME);
            case "/domain/title" -> title = said(NAME);
            case "/domain/description" -> description = said(DESCRIPTION);
            case "/domain/memory" -> memory = MemoryUnit.mebibytes(said(WORD), noted);
            case "/domain/vcpu" -> cores = count(noted.isEmpty() ? said(WORD) : noted);
            case "/domain/devices/interface" -> {
                if (nics.size() < MOST_NICS) {
                    nics.add(nic);
                }
            }
            default -> {
                if (ours
                        && at.startsWith("/domain/metadata/")
                        && xml.getLocalName().equals("tag")) {
                    tag(capped(text.toString().replace(',', ' '), TAG));
                }
            }
        }
    }

    private void tag(String tag) {
        if (!tag.isEmpty() && tags.size() < MOST_TAGS && !tags.contains(tag)) {
            tags.add(tag);
        }
    }

    /** What the interface hangs on. */
    private String source() {
        for (String kind : List.of("network", "bridge", "dev")) {
            String value = word(kind);
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private String word(String attribute) {
        return capped(attribute(attribute), WORD);
    }

    private String attribute(String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    private String said(int longest) {
        return capped(text.toString(), longest);
    }

    /** Stripped, and not cut within a character. */
    private static String capped(String text, int longest) {
        String plain = text.strip();
        if (plain.length() <= longest) {
            return plain;
        }
        return plain.substring(0, Character.isHighSurrogate(plain.charAt(longest - 1)) ? longest - 1 : longest);
    }

    private static int count(String digits) throws XMLStreamException {
        try {
            return Integer.parseUnsignedInt(digits);
        } catch (NumberFormatException e) {
            throw new XMLStreamException("A number of virtual CPUs is not a number.", e);
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setXMLResolver((publicId, systemId, baseUri, namespace) -> {
            throw new XMLStreamException("A definition names nothing outside.");
        });
        return factory;
    }
}
