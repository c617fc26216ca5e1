"""A meter that is nobody's own code: pymodbus serves an SDM630's input registers, packed by Python's struct."""

import struct
import sys
import types

# pymodbus's server imports the serial libraries even to serve TCP, and Debian does not bring them along.
for name, member in (("serial", None), ("serial_asyncio", "create_serial_connection")):
    try:
        __import__(name)
    except ImportError:
        sys.modules[name] = types.ModuleType(name)
        if member:
            setattr(sys.modules[name], member, None)

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartTcpServer

VALUES = {
    0x00: 231.5, 0x02: 229.25, 0x04: 230.75,
    0x06: 12.5, 0x08: 11.25, 0x0A: 13.0,
    0x34: 8250.0, 0x3E: 0.955, 0x46: 49.98, 0x48: 4321.5,
}

registers = [0] * 0x180
for address, value in VALUES.items():
    registers[address], registers[address + 1] = struct.unpack(">HH", struct.pack(">f", value))

unit = ModbusSlaveContext(ir=ModbusSequentialDataBlock(0, registers), zero_mode=True)
StartTcpServer(
    context=ModbusServerContext(slaves={3: unit}, single=False),
    address=("127.0.0.1", int(sys.argv[1])),
    allow_reuse_address=True,
)
