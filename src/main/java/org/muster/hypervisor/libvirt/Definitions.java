package org.muster.hypervisor.libvirt;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.xml.stream.XMLStreamException;
import org.muster.hypervisor.HypervisorException;
import org.muster.hypervisor.HypervisorException.Reason;

/** What the domains' XML says; text that is the same as last time is not parsed again. For several threads. */
final class Definitions {

    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(ByteBuffer digest, Definition definition) {}

    /**
     * The definition as it is live; one call.
     *
     * @throws HypervisorException BAD_ANSWER if it is no proper XML or not UTF-8
     */
    Definition read(String id, Pointer domain) throws VirtException, HypervisorException {
        return of(id, NativeText.takenBytes(VirtException.checked(Virt.virDomainGetXMLDesc(domain, 0))));
    }

    /** What a domain's XML, in UTF-8, says. */
    Definition of(String id, byte[] text) throws HypervisorException {
        ByteBuffer digest = digest(text);
        Known before = known.get(id);
        if (before != null && before.digest.equals(digest)) {
            return before.definition;
        }
        Definition definition = parsed(text);
        known.put(id, new Known(digest, definition));
        return definition;
    }

    /** Forgets all others. */
    void keepOnly(Set<String> ids) {
        known.keySet().retainAll(ids);
    }

    private static Definition parsed(byte[] text) throws HypervisorException {
        try {
            return DomainXml.parse(NativeText.strict(text));
        } catch (CharacterCodingException e) {
            throw new HypervisorException(Reason.BAD_ANSWER, "The VM's definition is not UTF-8.", e);
        } catch (XMLStreamException e) {
            throw new HypervisorException(Reason.BAD_ANSWER, "The VM's definition can't be read.", e);
        }
    }

    private static ByteBuffer digest(byte[] text) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
