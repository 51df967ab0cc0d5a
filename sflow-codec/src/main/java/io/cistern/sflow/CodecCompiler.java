package io.cistern.sflow;

import static java.lang.constant.ConstantDescs.BSM_CLASS_DATA_AT;
import static java.lang.constant.ConstantDescs.CD_MethodHandle;
import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_int;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.DEFAULT_NAME;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.DynamicConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Compiles a record's declaration to a [RecordCodec].
///
/// For `record Pair(long a, @U64 long b)` the compiled class reads:
///
/// ```java
/// Object decode(XdrReader in) {
///   return CONSTRUCTOR.invokeExact(in.u32(), in.u64());
/// }
///
/// void encode(Object record, XdrWriter out) {
///   out.u32(ACCESSOR_A.invokeExact(record));
///   out.u64(ACCESSOR_B.invokeExact(record));
/// }
/// ```
final class CodecCompiler {
  /*
   * The class is hidden and lives in this package, so that it reaches XdrReader and XdrWriter; the
   * record's constructor and accessors, which may be another module's, come to it as method handles
   * in its class data. The JIT sees them as constants and inlines them: a decoded record costs its
   * loads and its allocation, as hand-written code would.
   */
  private static final ClassDesc CODEC = desc(RecordCodec.class);
  private static final ClassDesc READER = desc(XdrReader.class);
  private static final ClassDesc WRITER = desc(XdrWriter.class);
  private static final ClassDesc WIRE_TYPE = desc(WireType.class);
  private static final ClassDesc LIST = desc(List.class);

  private final RecordLayout layout;
  private final List<Object> constants = new ArrayList<>();

  private CodecCompiler(RecordLayout layout) {
    this.layout = layout;
  }

  static RecordCodec compile(RecordLayout layout) {
    return new CodecCompiler(layout).compile();
  }

  private RecordCodec compile() {
    byte[] bytes =
        ClassFile.of()
            .build(
                ClassDesc.of(CodecCompiler.class.getPackageName(), "Compiled"),
                type ->
                    type.withSuperclass(CODEC)
                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withMethodBody(INIT_NAME, MTD_void, 0, this::constructor)
                        .withMethodBody(
                            "decode", MethodTypeDesc.of(CD_Object, READER), 0, this::decode)
                        .withMethodBody(
                            "encode",
                            MethodTypeDesc.of(CD_void, CD_Object, WRITER),
                            0,
                            this::encode));
    try {
      MethodHandles.Lookup hidden =
          MethodHandles.lookup()
              .defineHiddenClassWithClassData(bytes, List.copyOf(constants), true);
      return (RecordCodec)
          hidden.findConstructor(hidden.lookupClass(), MethodType.methodType(void.class)).invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot compile " + layout.recordClass().getName(), e);
    }
  }

  private void constructor(CodeBuilder code) {
    code.aload(0)
        .loadConstant(layout.minimumLength())
        .invokespecial(CODEC, INIT_NAME, MethodTypeDesc.of(CD_void, CD_int))
        .return_();
  }

  private void decode(CodeBuilder code) {
    MethodHandle constructor = layout.constructor();
    MethodType type = constructor.type().changeReturnType(Object.class);
    code.loadConstant(constant(constructor.asType(type), CD_MethodHandle));
    for (RecordLayout.Part part : layout.parts()) {
      code.aload(1);
      if (part.type() == WireType.LIST) {
        ClassDesc element = loadElement(code, part);
        code.invokevirtual(READER, "list", MethodTypeDesc.of(LIST, element));
      } else {
        code.invokevirtual(READER, method(part.type()), MethodTypeDesc.of(valueType(part)));
      }
    }
    code.invokevirtual(CD_MethodHandle, "invokeExact", desc(type)).areturn();
  }

  private void encode(CodeBuilder code) {
    for (RecordLayout.Part part : layout.parts()) {
      MethodType type = MethodType.methodType(part.component().getType(), Object.class);
      code.aload(2)
          .loadConstant(constant(part.accessor().asType(type), CD_MethodHandle))
          .aload(1)
          .invokevirtual(CD_MethodHandle, "invokeExact", desc(type));
      if (part.type() == WireType.LIST) {
        ClassDesc element = loadElement(code, part);
        code.invokevirtual(WRITER, "list", MethodTypeDesc.of(CD_void, LIST, element));
      } else {
        code.invokevirtual(
            WRITER, method(part.type()), MethodTypeDesc.of(CD_void, valueType(part)));
      }
    }
    code.return_();
  }

  private ClassDesc loadElement(CodeBuilder code, RecordLayout.Part part) {
    RecordLayout nested = part.nested();
    if (nested != null) {
      code.loadConstant(constant(nested.codec(), CODEC));
      return CODEC;
    }
    WireType element = part.element();
    if (element == null) {
      throw new IllegalStateException("a list without elements: " + part.component());
    }
    code.loadConstant(constant(element, WIRE_TYPE));
    return WIRE_TYPE;
  }

  private DynamicConstantDesc<?> constant(Object value, ClassDesc type) {
    constants.add(value);
    return DynamicConstantDesc.ofNamed(BSM_CLASS_DATA_AT, DEFAULT_NAME, type, constants.size() - 1);
  }

  /* The readers and writers are named as the wire types are. */
  private static String method(WireType type) {
    return type == WireType.TO_END ? "toEnd" : type.name().toLowerCase(Locale.ROOT);
  }

  private static ClassDesc valueType(RecordLayout.Part part) {
    return desc(part.component().getType());
  }

  private static ClassDesc desc(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }

  private static MethodTypeDesc desc(MethodType type) {
    return type.describeConstable().orElseThrow();
  }
}
