"""A serial line with foreign meters on it: a pseudo terminal, and units 3 and 7 whose answers pymodbus makes.

Prints the name of the terminal to open. Unit 7 is told on standard input to be "late", "half" or "right".
"""

import os
import pty
import struct
import sys
import threading
import time
import tty
import types

# pymodbus imports the serial libraries, and Debian does not bring them along.
for name in ("serial", "serial_asyncio"):
    try:
        __import__(name)
    except ImportError:
        sys.modules[name] = types.ModuleType(name)

from pymodbus.datastore import ModbusSequentialDataBlock, ModbusSlaveContext
from pymodbus.factory import ServerDecoder
from pymodbus.utilities import computeCRC

VOLTS = {3: 231.5, 7: 229.25}


def unit(volts):
    registers = [0] * 0x180
    for address, value in ((0x00, volts), (0x46, 49.98)):
        registers[address], registers[address + 1] = struct.unpack(">HH", struct.pack(">f", value))
    return ModbusSlaveContext(ir=ModbusSequentialDataBlock(0, registers), zero_mode=True)


units = {address: unit(volts) for address, volts in VOLTS.items()}
decoder = ServerDecoder()
mood = {"is": "right"}


def hear_moods():
    for line in sys.stdin:
        mood["is"] = line.strip()


master, terminal = pty.openpty()
tty.setraw(master)
print(os.ttyname(terminal), flush=True)
threading.Thread(target=hear_moods, daemon=True).start()

heard = b""
while True:
    heard += os.read(master, 256)
    # Every request this test makes is a read: unit, function, address, count, CRC.
    while len(heard) >= 8:
        frame, heard = heard[:8], heard[8:]
        if struct.pack(">H", computeCRC(frame[:6])) != frame[6:] or frame[0] not in units:
            heard = b""
            break
        request = decoder.decode(frame[1:6])
        response = request.execute(units[frame[0]])
        body = bytes([frame[0], response.function_code]) + response.encode()
        answer = body + struct.pack(">H", computeCRC(body))
        if frame[0] == 7 and mood["is"] == "half":
            os.write(master, answer[: len(answer) // 2])
        elif frame[0] == 7 and mood["is"] == "late":
            time.sleep(0.45)
            os.write(master, answer)
        else:
            os.write(master, answer)
